import type { ProductOrder, ProductReview } from '@naru/gateways'

/** A product order as REST V1 shows it: every key is there, null where nothing is known. */
export function productOrderView(one: ProductOrder): object {
  const { orderer, shippingAddress } = one
  return {
    product_order_id: one.productOrderId,
    product_order_status: one.status,
    claim_type: one.claimType ?? null,
    claim_status: one.claimStatus ?? null,
    product_id: one.productId,
    product_name: one.productName,
    product_option_id: one.optionId,
    product_option_name: one.optionName,
    product_amount: one.amountMinor ?? null,
    delivery_amount: one.deliveryMinor ?? null,
    quantity: one.quantity,
    orderer: orderer === undefined ? null : { name: orderer.name, id: orderer.id, tel: orderer.tel },
    shipping_address:
      shippingAddress === undefined
        ? null
        : {
            base: shippingAddress.base,
            detail: shippingAddress.detail ?? null,
            postcode: shippingAddress.postcode,
            tel1: shippingAddress.tel1,
            tel2: shippingAddress.tel2 ?? null,
            name: shippingAddress.name,
          },
    shipping_memo: one.shippingMemo ?? null,
    shipping_due: one.shippingDue === undefined ? 0 : unix(one.shippingDue),
    individual_code: one.individualCode ?? null,
  }
}

export function reviewView(review: ProductReview): object {
  return {
    review_id: review.reviewId,
    score: review.score,
    title: review.title,
    content: review.content ?? null,
    product_order_id: review.productOrderId,
    product_id: review.productId,
    product_name: review.productName,
    product_option_name: review.optionName ?? null,
    writer: review.writer,
    created_at: unix(review.createdAt),
    modified_at: review.modifiedAt === undefined ? 0 : unix(review.modifiedAt),
  }
}

function unix(at: Date): number {
  return Math.floor(at.getTime() / 1_000)
}
