package dev.synod.spring.boot;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.sql.init.DatabaseInitializationMode;

/**
 * Settings of the fencing in the application's database.
 *
 * @param initialize When to create the table synod_fence at start-up.
 * @param http Whether a request's header Synod-Fencing-Token is held against the guard row, and refused by 412 where it
 *     is stale. Only for callers who may be trusted with it: a token that is too large keeps all others out.
 */
@ConfigurationProperties("synod.client.fence")
public record SynodFenceProperties(
        @DefaultValue("embedded") DatabaseInitializationMode initialize, @DefaultValue("false") boolean http) {}
