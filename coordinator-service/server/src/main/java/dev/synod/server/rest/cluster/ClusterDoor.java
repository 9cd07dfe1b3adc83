package dev.synod.server.rest.cluster;

import org.springframework.context.annotation.Import;

/** The endpoints of the cluster, as Spring beans. */
@Import({ClusterController.class, MemberController.class})
public class ClusterDoor {

    /** For the API's page, which does not find them by itself. */
    public static Class<?>[] endpoints() {
        return new Class<?>[] {ClusterController.class, MemberController.class};
    }
}
