package dev.synod.sample;

import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import org.h2.tools.Server;

/** An H2 in memory for several instances on one machine, for as long as this process lives. */
final class SharedDatabase {

    private SharedDatabase() {}

    static void run(String port) throws SQLException, InterruptedException {
        Server.createTcpServer("-tcpPort", port, "-ifNotExists").start();
        System.out.println("database: jdbc:h2:tcp://localhost:" + port + "/mem:shop;DB_CLOSE_DELAY=-1");
        new CountDownLatch(1).await();
    }
}
