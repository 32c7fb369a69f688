/** Which of a service's endpoints a call goes to. */
@NullMarked
package io.minirpc.balancer;

import org.jspecify.annotations.NullMarked;
