package dev.synod.spring.listen;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.sql.init.DatabaseInitializationMode;

/**
 * Settings of the cursors in the application's database.
 *
 * @param initialize When to create the table synod_cursor at start-up.
 */
@ConfigurationProperties("synod.client.cursor")
public record SynodCursorProperties(@DefaultValue("embedded") DatabaseInitializationMode initialize) {}
