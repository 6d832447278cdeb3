package dev.tagging.engine;

import dev.tagging.AiTaggingService;
import dev.tagging.ImageCatalog;
import dev.tagging.SearchService;
import dev.tagging.TagService;
import dev.tagging.TaggingServices;

/** The services of one tenant. */
record TenantServices(TagService tags, SearchService search, AiTaggingService ai, ImageCatalog catalog)
        implements TaggingServices {}
