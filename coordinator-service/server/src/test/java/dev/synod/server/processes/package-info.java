/**
 * The packaged server as processes of their own, on loopback, with what can happen to processes.
 *
 * <p>Door: {@link ClusterOfProcesses}. Imports: the JDK and Jackson; no class of the server.
 *
 * <p>Read first: {@link ClusterOfProcesses}, {@link InstanceProcess}; then the tests.
 */
@NullMarked
package dev.synod.server.processes;

import org.jspecify.annotations.NullMarked;
