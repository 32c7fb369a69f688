package io.minirpc.gochat.gateway.http;

import io.minirpc.gochat.api.AccountService;
import io.minirpc.gochat.api.GrantResult;
import io.minirpc.gochat.api.GrantResult.Granted;
import io.minirpc.gochat.api.GrantResult.Refused;
import io.minirpc.gochat.api.Refusal;
import io.minirpc.gochat.api.Registration;
import io.minirpc.gochat.api.SessionInfo;
import io.minirpc.gochat.frame.ErrorCode;
import io.minirpc.gochat.frame.HttpBodies;
import io.minirpc.gochat.frame.HttpBodies_ChangePasswordCodec;
import io.minirpc.gochat.frame.HttpBodies_FoundCodec;
import io.minirpc.gochat.frame.HttpBodies_GrantCodec;
import io.minirpc.gochat.frame.HttpBodies_LogInCodec;
import io.minirpc.gochat.frame.HttpBodies_ProfileCodec;
import io.minirpc.gochat.frame.HttpBodies_RefreshCodec;
import io.minirpc.gochat.frame.HttpBodies_RegisterCodec;
import io.minirpc.gochat.frame.HttpBodies_SessionsCodec;
import io.minirpc.gochat.frame.Ids;
import io.minirpc.gochat.frame.ServerFrame.User;
import io.minirpc.gochat.token.AccessClaims;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The requests about accounts, {@code /api/…} in docs/protocol.md. Thread-safe. */
final class AccountApi {
    private static final String SESSION_PATH = "/api/sessions/";

    private final AccountService accounts;
    private final Authentication authentication;
    private final Map<String, Map<String, Endpoint>> endpoints; // by path, then by method

    /** What answers requests of one method to one path. */
    private interface Endpoint {
        CompletionStage<FullHttpResponse> answer(HttpCall call);
    }

    AccountApi(AccountService accounts, Clock clock) {
        this.accounts = accounts;
        this.authentication = new Authentication(accounts, clock);
        this.endpoints = Map.of(
                "/api/register",
                Map.of("POST", this::register),
                "/api/login",
                Map.of("POST", this::logIn),
                "/api/refresh",
                Map.of("POST", this::refresh),
                "/api/logout",
                Map.of("POST", this::logOut),
                "/api/logout-everywhere",
                Map.of("POST", this::logOutEverywhere),
                "/api/sessions",
                Map.of("GET", this::sessions),
                "/api/password",
                Map.of("POST", this::changePassword),
                "/api/profile",
                Map.of("PUT", this::changeProfile),
                "/api/users",
                Map.of("GET", this::findUser),
                SESSION_PATH,
                Map.of("DELETE", this::endSession));
    }

    CompletionStage<FullHttpResponse> answer(HttpCall call) {
        String path = call.path().startsWith(SESSION_PATH) ? SESSION_PATH : call.path();
        Map<String, Endpoint> methods = endpoints.get(path);
        if (methods == null) {
            throw HttpFailure.of(ErrorCode.NOT_FOUND, "there is no such path");
        }
        Endpoint endpoint = methods.get(call.method());
        if (endpoint == null) {
            return CompletableFuture.completedFuture(HttpAnswers.otherMethod(String.join(", ", methods.keySet())));
        }
        return endpoint.answer(call);
    }

    private CompletionStage<FullHttpResponse> register(HttpCall call) {
        HttpBodies.Register body = call.body(HttpBodies_RegisterCodec.INSTANCE);
        Registration registration = new Registration(
                HttpCall.required("name", body.name()),
                HttpCall.required("password", body.password()),
                body.display(),
                body.device(),
                call.address());
        return accounts.register(registration).thenApply(result -> grant(call, HttpResponseStatus.CREATED, result));
    }

    private CompletionStage<FullHttpResponse> logIn(HttpCall call) {
        HttpBodies.LogIn body = call.body(HttpBodies_LogInCodec.INSTANCE);
        String name = HttpCall.required("name", body.name());
        String password = HttpCall.required("password", body.password());
        return accounts.logIn(name, password, body.device(), call.address())
                .thenApply(result -> grant(call, HttpResponseStatus.OK, result));
    }

    private CompletionStage<FullHttpResponse> refresh(HttpCall call) {
        String token =
                refreshToken(call).orElseThrow(() -> HttpFailure.of(ErrorCode.UNAUTHENTICATED, "no refresh token"));
        return accounts.refresh(token).thenApply(result -> grant(call, HttpResponseStatus.OK, result));
    }

    private static Optional<String> refreshToken(HttpCall call) {
        String inBody =
                call.hasBody() ? call.body(HttpBodies_RefreshCodec.INSTANCE).refreshToken() : null;
        return inBody != null ? Optional.of(inBody) : RefreshCookie.read(call.headers());
    }

    private static FullHttpResponse grant(HttpCall call, HttpResponseStatus status, GrantResult result) {
        if (result instanceof Refused refused) {
            throw HttpFailure.of(refused.refusal());
        }
        Granted granted = (Granted) result;
        boolean asCookie = call.isFromPage();
        HttpBodies.Grant body = new HttpBodies.Grant(
                granted.user(),
                Ids.text(granted.session()),
                granted.accessToken(),
                granted.expiresInMs(),
                asCookie ? null : granted.refreshToken(),
                granted.operator());
        FullHttpResponse response = HttpAnswers.json(status, HttpBodies_GrantCodec.INSTANCE, body);
        if (asCookie) {
            RefreshCookie.set(call, response, granted.refreshToken(), granted.refreshExpiresInMs());
        }
        return response;
    }

    private CompletionStage<FullHttpResponse> logOut(HttpCall call) {
        return authenticated(
                call, who -> accounts.endSession(who.user(), who.session()).thenApply(ended -> withoutCookie(call)));
    }

    private CompletionStage<FullHttpResponse> logOutEverywhere(HttpCall call) {
        return authenticated(call, who -> accounts.endSessions(who.user(), 0).thenApply(ended -> withoutCookie(call)));
    }

    private static FullHttpResponse withoutCookie(HttpCall call) {
        FullHttpResponse response = HttpAnswers.noContent();
        RefreshCookie.clear(call, response);
        return response;
    }

    private CompletionStage<FullHttpResponse> sessions(HttpCall call) {
        return authenticated(
                call,
                who -> accounts.sessions(who.user()).thenApply(sessions -> {
                    List<HttpBodies.Session> shown = sessions.stream()
                            .map(session -> shown(session, who))
                            .toList();
                    return HttpAnswers.json(
                            HttpResponseStatus.OK, HttpBodies_SessionsCodec.INSTANCE, new HttpBodies.Sessions(shown));
                }));
    }

    private static HttpBodies.Session shown(SessionInfo session, AccessClaims who) {
        return new HttpBodies.Session(
                Ids.text(session.id()),
                session.device(),
                session.created(),
                session.last(),
                session.id() == who.session());
    }

    private CompletionStage<FullHttpResponse> endSession(HttpCall call) {
        long session = Ids.parse(call.path().substring(SESSION_PATH.length()));
        if (session == 0) {
            throw HttpFailure.of(ErrorCode.INVALID, "a session that is no id (expected: decimal digits)");
        }
        return authenticated(
                call, who -> accounts.endSession(who.user(), session).thenApply(ended -> HttpAnswers.noContent()));
    }

    private CompletionStage<FullHttpResponse> changePassword(HttpCall call) {
        HttpBodies.ChangePassword body = call.body(HttpBodies_ChangePasswordCodec.INSTANCE);
        String old = HttpCall.required("old", body.old());
        String changed = HttpCall.required("new", body.changed());
        return authenticated(
                call,
                who -> accounts.changePassword(who.user(), who.session(), old, changed)
                        .thenApply(refusal -> {
                            refusal.ifPresent(AccountApi::fail);
                            return HttpAnswers.noContent();
                        }));
    }

    private static void fail(Refusal refusal) {
        throw HttpFailure.of(refusal);
    }

    private CompletionStage<FullHttpResponse> changeProfile(HttpCall call) {
        String display = HttpCall.required(
                "display", call.body(HttpBodies_ProfileCodec.INSTANCE).display());
        return authenticated(
                call,
                who -> accounts.changeDisplayName(who.user(), display)
                        .thenApply(result -> user(result.user(), result.refusal())));
    }

    private CompletionStage<FullHttpResponse> findUser(HttpCall call) {
        String name = call.parameter("name");
        return authenticated(call, who -> accounts.find(name).thenApply(found -> user(found.orElse(null), null)));
    }

    private static FullHttpResponse user(@Nullable User user, @Nullable Refusal refusal) {
        if (refusal != null) {
            throw HttpFailure.of(refusal);
        }
        if (user == null) {
            throw HttpFailure.of(ErrorCode.NOT_FOUND, "there is no user of that name");
        }
        return HttpAnswers.json(HttpResponseStatus.OK, HttpBodies_FoundCodec.INSTANCE, new HttpBodies.Found(user));
    }

    private CompletionStage<FullHttpResponse> authenticated(
            HttpCall call, Function<AccessClaims, CompletionStage<FullHttpResponse>> answer) {
        return authentication.of(call).thenCompose(answer);
    }
}
