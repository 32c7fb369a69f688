/**
 * Inputs of kinds that once went wrong, and others of their kind: values have to arrive, or an error has to say why
 * they can't. {@link io.minirpc.processor.faults.Scenario} compiles the files in {@code src/test/resources/faults}, and
 * runs those that have a class {@code Run}; {@link io.minirpc.processor.faults.Program} compiles sources in the tests.
 */
package io.minirpc.processor.faults;
