package dev.synod.spring.boot;

import dev.synod.client.SynodClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.support.DefaultSingletonBeanRegistry;
import org.springframework.util.ClassUtils;

/** The engine in this JVM, where its module is there; this one does not need it. */
final class EmbeddedEngine {

    private static final String CLUSTER = "dev.synod.embedded.EmbeddedCluster";

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedEngine.class);

    private EmbeddedEngine() {}

    /** Its end comes with the beans', after that of all who use it. */
    static SynodClient connect(ClassLoader loader, DefaultSingletonBeanRegistry beans) {
        if (!ClassUtils.isPresent(CLUSTER, loader)) {
            throw new SettingException(
                    "synod.client.mode is embedded, and synod-embedded is not on the class path",
                    "Add the dependency dev.synod:synod-embedded, which needs Java 21, or set synod.client.mode to"
                            + " sidecar.");
        }
        try {
            var cluster = ClassUtils.forName(CLUSTER, loader).getMethod("running").invoke(null);
            LOG.warn("synod.client.mode is embedded: this process is its whole cluster, alone and in memory, for"
                    + " development and tests");
            beans.registerDisposableBean("synodEmbeddedCluster", ((AutoCloseable) cluster)::close);
            return (SynodClient) cluster.getClass().getMethod("connect").invoke(cluster);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("synod-embedded is of another version than the starter", e);
        }
    }
}
