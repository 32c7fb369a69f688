/** Reads annotated interfaces and writes their stubs, skeletons and codecs. */
package io.minirpc.processor;
