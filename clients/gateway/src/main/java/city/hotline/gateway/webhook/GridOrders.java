package city.hotline.gateway.webhook;

import city.hotline.client.Department;
import city.hotline.client.HotlineClient;
import city.hotline.client.OrderListener;
import city.hotline.client.OrderWatch;

/** Orders as the grid tells a unit of them. */
final class GridOrders implements OrderSource {

  private final HotlineClient client;

  GridOrders(HotlineClient client) {
    this.client = client;
  }

  @Override
  public Watch watch(Subscription subscription, String token, OrderListener listener) {
    Department department = client.department(subscription.unit());
    OrderWatch watch =
        subscription.withUnitsBelow()
            ? department.watchOrdersWithUnitsBelow(token, listener)
            : department.watchOrdersOnRequest(token, listener);
    return new Watch() {
      @Override
      public void request(int messages) {
        watch.request(messages);
      }

      @Override
      public void close() {
        watch.close();
      }
    };
  }
}
