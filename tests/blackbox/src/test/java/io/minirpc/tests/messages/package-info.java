/** Messages of every shape through the codecs that the processor writes for them, and through protobuf-java. */
package io.minirpc.tests.messages;
