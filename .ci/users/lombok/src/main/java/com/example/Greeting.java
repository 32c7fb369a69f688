package com.example;

import java.util.List;
import lombok.Value;

@Value
public class Greeting {
    String text;
    boolean loud;
    List<Integer> tones;
}
