/**
 * Three nodes as three processes, and a walk that shows what a cluster promises.
 *
 * <p>Door: {@link DemoVerb}. Imports: {@code cli.http}, picocli, {@code java.lang.Process}.
 *
 * <p>Read first: {@link Walk}, then {@link DemoCluster}; {@link ShopWalk} for the sample.
 */
@NullMarked
package dev.synod.server.cli.demo;

import org.jspecify.annotations.NullMarked;
