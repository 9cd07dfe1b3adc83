package dev.synod.spring.context;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of what travels between applications.
 *
 * @param enabled Whether requests and answers say what their sender knows.
 * @param longest Characters of the header Synod-Context that are sent at most; longer ones are left out. Servers limit
 *     all headers of a request together, Tomcat to 8 KiB.
 * @param hosts Hosts that are told, with those whose names end with theirs; all where empty.
 */
@ConfigurationProperties("synod.client.context")
public record SynodContextProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("4096") int longest,
        @DefaultValue List<String> hosts) {}
