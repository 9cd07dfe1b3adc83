package dev.synod.spring.boot;

import java.net.URI;
import java.util.List;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;

/** Where the coordinators are; a container that a test starts says it in place of the settings. */
public interface SynodConnectionDetails extends ConnectionDetails {

    List<URI> endpoints();
}
