/** What filters do for whole systems. */
package io.minirpc.tests.filter;
