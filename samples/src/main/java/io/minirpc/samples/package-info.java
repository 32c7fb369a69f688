/** Samples, one idea per file; start with Hello. */
package io.minirpc.samples;
