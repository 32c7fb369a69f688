/** Tests of settings: of all builders that there are, found on the class path. */
package io.minirpc.tests.settings;
