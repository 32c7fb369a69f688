package accessors;

import io.minirpc.annotation.RpcIgnore;
import io.minirpc.annotation.RpcMessage;

/** Fields whose accessors have other names, and fields that are no data. */
@RpcMessage
public final class Renamed {
    private String fullName;
    private String mCity;
    private final transient Object lock = new Object();

    /** Kotlin keeps lazy values so. */
    private final Object motto$delegate = "none";

    @RpcIgnore
    private int cachedHash;

    public static Renamed sample() {
        Renamed renamed = new Renamed();
        renamed.fullName = "Ada";
        renamed.mCity = "London";
        return renamed;
    }

    public String getName() {
        return fullName;
    }

    public void setName(String name) {
        fullName = name;
    }

    public String getCity() {
        synchronized (lock) {
            return mCity;
        }
    }

    public void setCity(String city) {
        mCity = city;
        cachedHash = 0;
    }

    public String getMotto() {
        return String.valueOf(motto$delegate);
    }

    @Override
    public String toString() {
        return fullName + " " + mCity + " " + cachedHash;
    }
}
