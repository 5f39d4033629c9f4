package city.hotline.node.epoch;

/** Tenures for tests of other packages. */
public final class Owned {
  private Owned() {}

  /** This node serves one district in epoch 1. */
  public static Tenures serving(String district) {
    Tenures tenures = new Tenures();
    tenures.starting(district, 1, 1);
    tenures.serving(district, 1, 1);
    return tenures;
  }
}
