package dev.synod.spring.bridge;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What other libraries' locks are called in the cluster.
 *
 * @param lockRegistryPrefix What the names of Spring Integration's locks begin with. Applications with the same prefix
 *     and the same keys share their locks.
 * @param shedLockPrefix What the names of ShedLock's locks begin with. Applications with the same prefix and the same
 *     names share their locks.
 */
@ConfigurationProperties("synod.client.bridge")
public record SynodBridgeProperties(
        @DefaultValue("integration.") String lockRegistryPrefix, @DefaultValue("shedlock.") String shedLockPrefix) {}
