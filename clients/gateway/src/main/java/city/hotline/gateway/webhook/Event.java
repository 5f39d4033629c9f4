package city.hotline.gateway.webhook;

/**
 * One event as it is sent, again and again the same bytes.
 *
 * @param id the same whenever the event is made: docket/epoch-sequence-index
 * @param type such as "city.hotline.order.signed.v1"
 * @param body the CloudEvent as JSON
 */
record Event(String id, String type, String body) {

  @Override
  public String toString() {
    return id + ' ' + type;
  }
}
