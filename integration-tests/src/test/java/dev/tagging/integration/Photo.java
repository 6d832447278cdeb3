package dev.tagging.integration;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** An entity of a host. */
@Entity(name = "Photo")
@Table(schema = "shop", name = "photo")
public class Photo {

    @Id
    private long id;

    private String title = "";

    protected Photo() {}

    public Photo(long id, String title) {
        this.id = id;
        this.title = title;
    }

    public long getId() {
        return id;
    }

    public String getTitle() {
        return title;
    }
}
