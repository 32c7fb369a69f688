package accessors;

import io.minirpc.annotation.RpcField;
import io.minirpc.annotation.RpcMessage;

/** Properties whose names differ in case alone, with fields and without. */
@RpcMessage
public final class Links {
    private String url;

    @RpcField(name = "capitals")
    private String URL;

    private final transient String[] ids = new String[2];

    public static Links sample() {
        Links links = new Links();
        links.url = "a";
        links.URL = "B";
        links.ids[0] = "c";
        links.ids[1] = "D";
        return links;
    }

    public String getURL() {
        return URL;
    }

    public void setURL(String url) {
        this.URL = url;
    }

    public String getUrl() {
        return url;
    }

    public void setUrl(String url) {
        this.url = url;
    }

    public String getId() {
        return ids[0];
    }

    public void setID(String id) {
        ids[1] = id;
    }

    public void setId(String id) {
        ids[0] = id;
    }

    @RpcField(name = "other")
    public String getID() {
        return ids[1];
    }

    @Override
    public String toString() {
        return url + " " + URL + " " + String.join(" ", ids);
    }
}
