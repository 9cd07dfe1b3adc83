package dev.synod.spring.boot;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.sql.init.DatabaseInitializationMode;

/**
 * Settings of the fencing in the application's database.
 *
 * @param initialize When to create the table synod_fence at start-up.
 */
@ConfigurationProperties("synod.client.fence")
public record SynodFenceProperties(@DefaultValue("embedded") DatabaseInitializationMode initialize) {}
