/**
 * What filters do, one after the other: {@code Features} runs them all, {@code XxxFeature} is one. {@code Kitchen} is
 * what they call, {@code MoodyKitchen} answers as well or as badly as the feature needs it to.
 */
@NullMarked
package io.minirpc.samples.features;

import org.jspecify.annotations.NullMarked;
