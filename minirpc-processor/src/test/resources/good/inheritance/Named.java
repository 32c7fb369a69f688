package inheritance;

interface Named {
    CharSequence name();
}
