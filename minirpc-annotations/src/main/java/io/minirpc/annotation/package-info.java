/**
 * Annotations that mark the interfaces and messages the processor reads. Start with
 * {@link io.minirpc.annotation.RpcInterface}.
 */
package io.minirpc.annotation;
