package accessors;

import io.minirpc.annotation.RpcMessage;

/** Accessors as Eclipse names them. */
@RpcMessage
public final class Point {
    private double xAxis;
    private Integer yAxis;
    private boolean zVisible;
    private String eMail;

    public static Point sample() {
        Point point = new Point();
        point.xAxis = 1.5;
        point.yAxis = 2;
        point.zVisible = true;
        point.eMail = "a@b";
        return point;
    }

    public double getxAxis() {
        return xAxis;
    }

    public void setxAxis(double xAxis) {
        this.xAxis = xAxis;
    }

    public Integer getyAxis() {
        return yAxis;
    }

    public void setyAxis(Integer yAxis) {
        this.yAxis = yAxis;
    }

    public boolean iszVisible() {
        return zVisible;
    }

    public void setzVisible(boolean zVisible) {
        this.zVisible = zVisible;
    }

    public String geteMail() {
        return eMail;
    }

    public void seteMail(String eMail) {
        this.eMail = eMail;
    }

    @Override
    public String toString() {
        return xAxis + " " + yAxis + " " + zVisible + " " + eMail;
    }
}
