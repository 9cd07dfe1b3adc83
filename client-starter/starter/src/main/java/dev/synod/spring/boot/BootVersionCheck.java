package dev.synod.spring.boot;

import org.springframework.boot.SpringBootVersion;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** Says at the start that this starter is for Spring Boot 4, where else a class would be missing later. */
final class BootVersionCheck implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        require(SpringBootVersion.getVersion());
    }

    static void require(String version) {
        if (!version.startsWith("4.")) {
            throw new SettingException(
                    "synod-spring-boot-starter is for Spring Boot 4, and this application runs on " + version,
                    "Use Spring Boot 4.0 or later with it, or speak to Synod's REST API without the starter.");
        }
    }
}
