package com.example

import io.minirpc.client.RpcClient
import io.minirpc.server.RpcServer
import java.util.concurrent.CompletableFuture

object Service : Greeter {
    override fun greet(guest: Guest): Greeting {
        val text = (if (guest.known && guest.visits == 3) "Hello, " else "Who is ") + guest.name
        return Greeting(text, Tone.CALM, true, Greeting("echo", Tone.LOUD))
    }

    override fun greetAll(guests: List<Guest>, loud: Boolean): CompletableFuture<List<Greeting>> =
        CompletableFuture.completedFuture(guests.map { greet(it).copy(tone = if (loud) Tone.LOUD else Tone.CALM) })
}

object Main {
    @JvmStatic
    fun main(args: Array<String>) {
        RpcServer.builder().address("127.0.0.1", 0).add(GreeterSkeleton.bind(Service)).build().start().use { server ->
            RpcClient.forAddress("127.0.0.1", server.port()).use { client ->
                val greetings = GreeterStub(client).greetAll(listOf(Guest("world", 3, true)), true).join()
                check(greetings.single() == Greeting("Hello, world", Tone.LOUD, true, Greeting("echo", Tone.LOUD)))
                println(greetings.single().text)
            }
        }
    }
}
