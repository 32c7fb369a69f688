package io.minirpc.samples.features;

/** A kitchen that asks another. */
record Restaurant(Kitchen kitchen) implements Kitchen {
    @Override
    public String cook(String dish) {
        kitchen.price(dish);
        return kitchen.cook(dish);
    }

    @Override
    public int price(String dish) {
        return 2 * kitchen.price(dish);
    }

    @Override
    public void pay(String card, int amount) {
        kitchen.pay(card, amount / 2);
    }
}
