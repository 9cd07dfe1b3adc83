@NullMarked
package dev.synod.server;

import org.jspecify.annotations.NullMarked;
