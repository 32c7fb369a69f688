package com.example;

import lombok.Getter;
import lombok.Setter;

@Getter
@Setter
public class Greeting {
    private String text;
}
