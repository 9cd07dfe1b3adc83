package dev.synod.spring.boot;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.sql.init.DatabaseInitializationMode;

/**
 * Settings of the fencing in the application's database.
 *
 * @param initialize When to create the table synod_fence at start-up.
 * @param filter Whether requests with fencing tokens in the header Synod-Fence are answered 412 where one is stale. A
 *     larger token than any seen is believed, so only where every caller may hold the locks.
 */
@ConfigurationProperties("synod.client.fence")
public record SynodFenceProperties(
        @DefaultValue("embedded") DatabaseInitializationMode initialize, @DefaultValue("false") boolean filter) {}
