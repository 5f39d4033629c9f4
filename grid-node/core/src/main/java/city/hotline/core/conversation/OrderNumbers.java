package city.hotline.core.conversation;

/** Numbers the orders a floor asks for, so that the seat has its order's id in the very reply. */
public final class OrderNumbers {

  private long last;

  /**
   * Goes on after the last one.
   *
   * @param last the last number given; 0 when none was
   */
  public OrderNumbers(long last) {
    this.last = last;
  }

  /** The last number given. */
  public long last() {
    return last;
  }

  /** An order was asked for. */
  public void given() {
    last++;
  }
}
