/** Tests that use minirpc as its users do. */
package io.minirpc.tests;
