package dev.synod.spring.listen;

import java.sql.DatabaseMetaData;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;
import org.springframework.boot.jdbc.init.DataSourceScriptDatabaseInitializer;
import org.springframework.boot.sql.init.DatabaseInitializationMode;
import org.springframework.boot.sql.init.DatabaseInitializationSettings;
import org.springframework.jdbc.support.JdbcUtils;
import org.springframework.jdbc.support.MetaDataAccessException;

/** Creates the table of cursors where it is not there; does nothing in a database for which there is no script. */
final class CursorTableInitializer extends DataSourceScriptDatabaseInitializer {

    CursorTableInitializer(DataSource dataSource, DatabaseInitializationMode mode) {
        super(dataSource, settings(dataSource, mode));
    }

    private static DatabaseInitializationSettings settings(DataSource dataSource, DatabaseInitializationMode mode) {
        var settings = new DatabaseInitializationSettings();
        settings.setMode(mode);
        if (mode != DatabaseInitializationMode.NEVER) {
            var script = "optional:classpath:dev/synod/spring/listen/schema-" + product(dataSource) + ".sql";
            settings.setSchemaLocations(List.of(script));
        }
        return settings;
    }

    private static String product(DataSource dataSource) {
        try {
            return JdbcUtils.extractDatabaseMetaData(dataSource, DatabaseMetaData::getDatabaseProductName)
                    .toLowerCase(Locale.ROOT);
        } catch (MetaDataAccessException unreachable) {
            // Whether that matters, whoever needs the table will say.
            return "unknown";
        }
    }
}
