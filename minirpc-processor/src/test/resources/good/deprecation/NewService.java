package deprecation;

import io.minirpc.annotation.RpcInterface;
import java.util.List;

@RpcInterface
public interface NewService {
    @Deprecated
    int count();

    Half half(Half half);

    @SuppressWarnings("deprecation")
    List<Old> old();

    int limited() throws Limited;

    class Limited extends Exception {
        private static final long serialVersionUID = 1;

        @Deprecated
        public Limited(String message) {
            super(message);
        }
    }
}
