package com.example

import io.minirpc.annotation.RpcInterface
import java.util.concurrent.CompletableFuture

@RpcInterface
interface Greeter {
    fun greet(guest: Guest): Greeting

    fun greetAll(guests: List<Guest>, loud: Boolean): CompletableFuture<List<Greeting>>
}

data class Guest(var name: String = "", var visits: Int? = null, var known: Boolean = false)

data class Greeting(val text: String, val tone: Tone, val isLate: Boolean = false, val echo: Greeting? = null)

enum class Tone { CALM, LOUD }
