package io.minirpc.client;

/** The form of JSON bodies that a client writes; it reads both. */
public enum JsonForm {
    /** Arguments and reply stand in the document as they are. */
    DOCUMENT,
    /** Arguments and reply are JSON in Base64. */
    PAYLOAD
}
