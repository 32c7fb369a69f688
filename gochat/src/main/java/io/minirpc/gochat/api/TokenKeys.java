package io.minirpc.gochat.api;

import io.minirpc.annotation.RpcMessage;

/**
 * The key that verifies access tokens (RS256).
 *
 * @param issuer the issuer, which is the store's name
 * @param publicKey the public key, an X.509 SubjectPublicKeyInfo in base64
 */
@RpcMessage
public record TokenKeys(String issuer, String publicKey) {}
