/** The types that generated code and its users meet first. */
package io.minirpc;
