package io.minirpc.samples.features;

import io.minirpc.filter.auth.AuthenticationFilter;
import io.minirpc.filter.auth.Caller;
import io.minirpc.filter.auth.TokenFilter;
import io.minirpc.filter.auth.TokenVerifier;
import io.minirpc.server.RpcServer;
import java.util.Map;

/** Who may call what. */
final class AuthenticationFeature implements Feature {
    private static final Map<String, Caller> TOKENS =
            Map.of("token-of-ada", Caller.verified("Ada", "guest"), "token-of-bob", Caller.verified("Bob", "cook"));

    @Override
    public String name() {
        return "authentication";
    }

    @Override
    public String what() {
        return "clients bring a token with each call; the server asks who it belongs to and what they may do";
    }

    @Override
    public void show(Stage stage) {
        AuthenticationFilter door = AuthenticationFilter.builder(TokenVerifier.of(TOKENS::get))
                .authorize((caller, method) -> method != KitchenMethods.COOK || caller.hasRole("cook"))
                .build();
        RpcServer server = stage.server(new MoodyKitchen(), door);
        Kitchen nobody = stage.client(server);
        Kitchen ada = stage.client(server, TokenFilter.of(() -> "token-of-ada"));
        Kitchen bob = stage.client(server, TokenFilter.of(() -> "token-of-bob"));
        stage.call("nobody asks prices", () -> nobody.price("soup"));
        stage.call("Ada asks prices", () -> ada.price("soup"));
        stage.call("Ada wants to cook", () -> ada.cook("soup"));
        stage.call("Bob cooks", () -> bob.cook("soup"));
    }
}
