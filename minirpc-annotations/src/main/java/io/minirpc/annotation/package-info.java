/** Annotations that mark the interfaces and messages the processor reads. */
package io.minirpc.annotation;
