// run: hello - Prints a greeting
package io.minirpc.samples;

/** Prints a greeting. */
final class Hello {
    private Hello() {}

    public static void main(String[] args) {
        System.out.println("Hello, " + (args.length > 0 ? args[0] : "minirpc"));
    }
}
