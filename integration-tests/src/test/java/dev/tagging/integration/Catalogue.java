package dev.tagging.integration;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** What {@code pg_catalog} knows of the schema {@code tagging}, in sorted lines that two databases can be compared by. */
final class Catalogue {

    /** All names below come out with their schema, whatever the session's own path is. */
    private static final String QUALIFIED = "set local search_path = pg_catalog";

    private static final String SCHEMA =
            """
            with tagging as (
                select oid, nspname, nspowner, nspacl from pg_namespace where nspname = 'tagging'
            ), relations as (
                select c.* from pg_class c join tagging n on n.oid = c.relnamespace
            )
            select format('schema owned by %s, granted %s', nspowner::regrole, nspacl) from tagging
            union all
            select format('granted by default on %s: %s', d.defaclobjtype, d.defaclacl)
            from pg_default_acl d join tagging n on n.oid = d.defaclnamespace
            union all
            select format('relation %s of kind %s, access %s, persistence %s, options %s, owner %s, granted %s, '
                          || 'row security %s %s, replica identity %s, partition %s %s, tablespace %s, inherits %s',
                          c.oid::regclass, c.relkind, c.relam, c.relpersistence, c.reloptions, c.relowner::regrole, c.relacl,
                          c.relrowsecurity, c.relforcerowsecurity, c.relreplident, c.relispartition,
                          pg_get_expr(c.relpartbound, c.oid), c.reltablespace,
                          array(select i.inhparent::regclass from pg_inherits i where i.inhrelid = c.oid))
            from relations c
            union all
            select format('column %s %s %s %s, collation %s, not null %s, default %s, identity "%s", generated "%s", storage %s, '
                          || 'compression "%s", statistics %s, options %s, granted %s',
                          c.oid::regclass, a.attnum, a.attname, format_type(a.atttypid, a.atttypmod), a.attcollation::regcollation,
                          a.attnotnull, pg_get_expr(d.adbin, d.adrelid), a.attidentity, a.attgenerated, a.attstorage,
                          a.attcompression, coalesce(nullif(a.attstattarget, -1)::text, 'default'), a.attoptions, a.attacl)
            from relations c
            join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
            left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
            union all
            select format('sequence %s %s from %s by %s, %s to %s, cache %s, cycle %s', c.oid::regclass, format_type(s.seqtypid, null),
                          s.seqstart, s.seqincrement, s.seqmin, s.seqmax, s.seqcache, s.seqcycle)
            from relations c join pg_sequence s on s.seqrelid = c.oid
            union all
            select format('constraint %s on %s: %s, validated %s', o.conname, o.conrelid::regclass, pg_get_constraintdef(o.oid),
                          o.convalidated)
            from pg_constraint o join tagging n on n.oid = o.connamespace
            union all
            select format('index %s, valid %s, ready %s, clustered %s, replica identity %s', pg_get_indexdef(i.indexrelid),
                          i.indisvalid, i.indisready, i.indisclustered, i.indisreplident)
            from pg_index i join relations c on c.oid = i.indexrelid
            union all
            select format('rule %s', pg_get_ruledef(r.oid)) from pg_rewrite r join relations c on c.oid = r.ev_class
            union all
            select format('policy %s on %s for %s to %s: %s, %s', p.polname, c.oid::regclass, p.polcmd, p.polroles,
                          pg_get_expr(p.polqual, c.oid), pg_get_expr(p.polwithcheck, c.oid))
            from pg_policy p join relations c on c.oid = p.polrelid
            union all
            select format('trigger %s, enabled %s', pg_get_triggerdef(t.oid), t.tgenabled)
            from pg_trigger t join relations c on c.oid = t.tgrelid
            where not t.tgisinternal
            union all
            select format('function %s owned by %s, granted %s: %s', p.oid::regprocedure, p.proowner::regrole, p.proacl,
                          case p.prokind when 'a' then 'aggregate' else pg_get_functiondef(p.oid) end)
            from pg_proc p join tagging n on n.oid = p.pronamespace
            union all
            select format('statistics %s, target %s', pg_get_statisticsobjdef(s.oid), s.stxstattarget)
            from pg_statistic_ext s join tagging n on n.oid = s.stxnamespace
            union all
            select format('type %s of kind %s, granted %s, default %s, base %s, values %s', t.oid::regtype, t.typtype, t.typacl,
                          t.typdefault, t.typbasetype,
                          array(select e.enumlabel from pg_enum e where e.enumtypid = t.oid order by e.enumsortorder))
            from pg_type t join tagging n on n.oid = t.typnamespace
            union all
            select format('dictionary %s of %s with %s', d.oid::regdictionary, d.dicttemplate, d.dictinitoption)
            from pg_ts_dict d join tagging n on n.oid = d.dictnamespace
            union all
            select format('text search configuration %s with parser %s: %s', t.oid::regconfig, t.cfgparser,
                          array(select format('%s %s %s', m.maptokentype, m.mapseqno, m.mapdict::regdictionary)
                                from pg_ts_config_map m where m.mapcfg = t.oid order by m.maptokentype, m.mapseqno))
            from pg_ts_config t join tagging n on n.oid = t.cfgnamespace
            union all
            select format('operator %s', o.oid::regoperator) from pg_operator o join tagging n on n.oid = o.oprnamespace
            union all
            select format('collation %s', o.oid::regcollation) from pg_collation o join tagging n on n.oid = o.collnamespace
            union all
            select format('comment on %s: %s', pg_describe_object(d.classoid, d.objoid, d.objsubid), d.description)
            from pg_description d
            where d.objoid in (
                select oid from tagging
                union all select oid from relations
                union all select o.oid from pg_constraint o join tagging n on n.oid = o.connamespace
                union all select t.oid from pg_trigger t join relations c on c.oid = t.tgrelid
                union all select p.oid from pg_proc p join tagging n on n.oid = p.pronamespace
                union all select t.oid from pg_type t join tagging n on n.oid = t.typnamespace
                union all select t.oid from pg_ts_dict t join tagging n on n.oid = t.dictnamespace
                union all select t.oid from pg_ts_config t join tagging n on n.oid = t.cfgnamespace)
            order by 1
            """;

    /** Everything that is no part of PostgreSQL and lies outside of the schema. */
    private static final String ELSEWHERE =
            """
            with others as (
                select oid, nspname, nspowner, nspacl
                from pg_namespace
                where nspname not in ('tagging', 'pg_catalog', 'information_schema') and nspname !~ '^pg_(toast|temp)'
            )
            select format('schema %s owned by %s, granted %s', nspname, nspowner::regrole, nspacl) from others
            union all
            select format('relation %s, granted %s', c.oid::regclass, c.relacl)
            from pg_class c join others n on n.oid = c.relnamespace
            union all
            select format('function %s, granted %s', p.oid::regprocedure, p.proacl)
            from pg_proc p join others n on n.oid = p.pronamespace
            union all
            select format('type %s', t.oid::regtype) from pg_type t join others n on n.oid = t.typnamespace
            union all
            select format('dictionary %s', d.oid::regdictionary) from pg_ts_dict d join others n on n.oid = d.dictnamespace
            union all
            select format('trigger %s', pg_get_triggerdef(t.oid))
            from pg_trigger t join pg_class c on c.oid = t.tgrelid join others n on n.oid = c.relnamespace
            union all
            select format('extension %s', extname) from pg_extension
            union all
            select format('event trigger %s', evtname) from pg_event_trigger
            union all
            select format('publication %s', pubname) from pg_publication
            union all
            select format('cast %s to %s', c.castsource::regtype, c.casttarget::regtype) from pg_cast c where c.oid >= 16384
            union all
            select format('setting %s', s.setconfig) from pg_db_role_setting s join pg_database d on d.oid = s.setdatabase
            where d.datname = current_database()
            order by 1
            """;

    private Catalogue() {}

    /** What the schema is; nothing where there is none. */
    static List<String> ofSchema(DataSource dataSource) throws SQLException {
        return lines(dataSource, SCHEMA);
    }

    /** What the schema is to the transaction of a connection. */
    static List<String> ofSchema(Connection connection) throws SQLException {
        return lines(connection, SCHEMA);
    }

    /** What there is beside it. */
    static List<String> elsewhere(DataSource dataSource) throws SQLException {
        return lines(dataSource, ELSEWHERE);
    }

    private static List<String> lines(DataSource dataSource, String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                return lines(connection, sql);
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    private static List<String> lines(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(QUALIFIED);
            try (ResultSet rows = statement.executeQuery(sql)) {
                List<String> lines = new ArrayList<>();
                while (rows.next()) {
                    lines.add(rows.getString(1));
                }
                return lines;
            }
        }
    }
}
