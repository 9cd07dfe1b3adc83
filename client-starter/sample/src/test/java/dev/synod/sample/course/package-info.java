/**
 * The sample's README, typed as it stands there.
 *
 * <p>Door: {@link CourseIT}. Imports: the JDK.
 *
 * <p>Read first: the README.
 */
@NullMarked
package dev.synod.sample.course;

import org.jspecify.annotations.NullMarked;
