package names;

import io.minirpc.annotation.RpcMessage;
import java.util.List;

@RpcMessage
public class Bean {
    private String bean;
    private List<String> in;
    private boolean aDefault;
    private String url;

    public String getBean() {
        return bean;
    }

    public void setBean(String bean) {
        this.bean = bean;
    }

    public List<String> getIn() {
        return in;
    }

    public void setIn(List<String> in) {
        this.in = in;
    }

    public boolean isDefault() {
        return aDefault;
    }

    public void setDefault(boolean value) {
        aDefault = value;
    }

    public String getURL() {
        return url;
    }

    public void setURL(String url) {
        this.url = url;
    }
}
