package io.minirpc.samples.features;

import io.minirpc.annotation.Idempotent;
import io.minirpc.annotation.RpcInterface;
import io.minirpc.annotation.Sensitive;

/** A kitchen that takes orders from afar. */
@RpcInterface
public interface Kitchen {
    /** Cooks a dish. Whoever says it twice gets it twice. */
    String cook(String dish);

    /** Says what a dish costs, as often as one likes. */
    @Idempotent
    int price(String dish);

    /** Takes money from a card. */
    void pay(@Sensitive String card, int amount);
}
