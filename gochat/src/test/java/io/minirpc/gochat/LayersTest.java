package io.minirpc.gochat;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

/** The arrows between the packages. Gateways know no SQL, services no sockets. */
class LayersTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(location -> !location.contains("/test-classes/"))
            .importPackages("io.minirpc.gochat");

    @Test
    void packagesKnowOnlyThoseBelowThem() {
        layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage("io.minirpc.gochat..")
                .layer("main")
                .definedBy("io.minirpc.gochat")
                .layer("gateway")
                .definedBy("io.minirpc.gochat.gateway..")
                .layer("chat")
                .definedBy("io.minirpc.gochat.chat..")
                .layer("account")
                .definedBy("io.minirpc.gochat.account..")
                .layer("api")
                .definedBy("io.minirpc.gochat.api..")
                .layer("route")
                .definedBy("io.minirpc.gochat.route..")
                .layer("store")
                .definedBy("io.minirpc.gochat.store..")
                .layer("id")
                .definedBy("io.minirpc.gochat.id..")
                .layer("token")
                .definedBy("io.minirpc.gochat.token..")
                .layer("limit")
                .definedBy("io.minirpc.gochat.limit..")
                .layer("frame")
                .definedBy("io.minirpc.gochat.frame..")
                .layer("flag")
                .definedBy("io.minirpc.gochat.flag..")
                .layer("client")
                .definedBy("io.minirpc.gochat.client..")
                .layer("text")
                .definedBy("io.minirpc.gochat.text..")
                .layer("admin")
                .definedBy("io.minirpc.gochat.admin..")
                .layer("cli")
                .definedBy("io.minirpc.gochat.cli..")
                .layer("check")
                .definedBy("io.minirpc.gochat.check..")
                .layer("cluster")
                .definedBy("io.minirpc.gochat.cluster..")
                .whereLayer("main")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("gateway")
                .mayOnlyBeAccessedByLayers("main")
                .whereLayer("chat")
                .mayOnlyBeAccessedByLayers("main", "admin")
                .whereLayer("account")
                .mayOnlyBeAccessedByLayers("main", "admin")
                .whereLayer("api")
                .mayOnlyBeAccessedByLayers("main", "gateway", "chat", "account")
                .whereLayer("route")
                .mayOnlyBeAccessedByLayers("main", "gateway", "chat")
                .whereLayer("store")
                .mayOnlyBeAccessedByLayers("main", "chat", "account", "id", "admin")
                .whereLayer("id")
                .mayOnlyBeAccessedByLayers("main", "chat", "account")
                .whereLayer("token")
                .mayOnlyBeAccessedByLayers("main", "gateway", "account")
                .whereLayer("limit")
                .mayOnlyBeAccessedByLayers("main", "gateway", "chat", "account")
                .whereLayer("flag")
                .mayOnlyBeAccessedByLayers("main", "check", "cluster")
                .whereLayer("flag")
                .mayNotAccessAnyLayer()
                .whereLayer("client")
                .mayOnlyBeAccessedByLayers("main", "cli", "check")
                .whereLayer("client")
                .mayOnlyAccessLayers("frame")
                .whereLayer("cli")
                .mayOnlyAccessLayers("client", "frame", "text")
                .whereLayer("text")
                .mayNotAccessAnyLayer()
                .whereLayer("admin")
                .mayOnlyAccessLayers("account", "chat", "store", "frame", "text")
                .whereLayer("admin")
                .mayOnlyBeAccessedByLayers("main")
                .whereLayer("check")
                .mayOnlyAccessLayers("client", "frame", "flag")
                .whereLayer("cli")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("check")
                .mayOnlyBeAccessedByLayers("cluster")
                .whereLayer("cluster")
                .mayOnlyAccessLayers("check", "flag")
                .whereLayer("cluster")
                .mayNotBeAccessedByAnyLayer()
                .check(CLASSES);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("io.minirpc.gochat.(*)..").should().beFreeOfCycles().check(CLASSES);
    }
}
