/** What generated code says about where calls go. */
@NullMarked
package io.minirpc.tests.balancing;

import org.jspecify.annotations.NullMarked;
