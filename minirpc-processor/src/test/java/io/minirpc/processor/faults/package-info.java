/**
 * Inputs of kinds that once went wrong, and what becomes of them. {@link io.minirpc.processor.faults.Scenario} compiles
 * the files in {@code src/test/resources/faults}, and runs those that have a class {@code Run}.
 */
package io.minirpc.processor.faults;
